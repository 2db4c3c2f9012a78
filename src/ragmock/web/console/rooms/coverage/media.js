// Whether the window is as a media query says: where another look is not enough, and other elements are needed.
import { useEffect, useState } from "preact/hooks";

export function useMedia(query) {
  const [holds, tell] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const asked = matchMedia(query);
    const change = () => tell(asked.matches);
    change();
    asked.addEventListener("change", change);
    return () => asked.removeEventListener("change", change);
  }, [query]);
  return holds;
}
