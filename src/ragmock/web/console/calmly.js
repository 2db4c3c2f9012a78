// What costs the server more than a glance is not read again with every request of a busy client.
import { useEffect } from "preact/hooks";

import { pulse } from "./world.js";

/** Call `reload` when the world may have changed, so many milliseconds later, and once for all that happens meanwhile. */
export function useCalmly(reload, milliseconds) {
  useEffect(() => {
    let planned;
    const again = () => {
      planned = undefined;
      reload();
    };
    const known = pulse.peek();
    const end = pulse.subscribe((beat) => {
      if (beat !== known) planned ??= setTimeout(again, milliseconds);
    });
    return () => {
      end();
      clearTimeout(planned);
    };
  }, [reload, milliseconds]);
}
