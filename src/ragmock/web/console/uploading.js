// A file on its way to a product. fetch does not tell how much of it is sent.
import { authorization, locked, Refused, refused } from "./server.js";

/**
 * Send a form to a product, off the record; tell(share) is called as it is sent, with 0 to 1. Gives
 * the parsed answer, or throws `Refused`, as calls do.
 */
export async function upload(world, path, form, tell) {
  const request = new XMLHttpRequest();
  const answered = new Promise((done, fail) => {
    request.onload = done;
    request.onerror = () => fail(new Refused(0, "It could not be sent: the file cannot be read, or the server does not answer."));
  });
  request.upload.onprogress = ({ loaded, total }) => tell(loaded / total);
  request.open("POST", `/__admin/worlds/${encodeURIComponent(world)}${path}`);
  for (const [name, value] of Object.entries(authorization())) request.setRequestHeader(name, value);
  request.send(form);
  await answered;
  const header = (name) => request.getResponseHeader(name);
  const { status, responseText: text } = request;
  const told = header("Content-Type")?.includes("json") ? JSON.parse(text) : text;
  if (status >= 200 && status < 300) return told;
  if (status === 401) locked.value = true;
  throw refused({ status, headers: { get: header } }, told);
}
