/**
 * Takes a stream of server-sent events apart. The chunks of a response end anywhere, also within a line.
 *
 * @param {(message: {id?: string, data: string}) => void} onMessage
 * @returns {(chunk: string) => void}
 */
export function messageParser(onMessage) {
  let rest = "";
  let message = { data: [] };

  const finish = () => {
    if (message.data.length > 0) {
      onMessage({ id: message.id, data: message.data.join("\n") });
    }
    message = { data: [] };
  };

  const read = (text) => {
    if (text === "") {
      finish();
      return;
    }
    const colon = text.indexOf(":");
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    if (name === "data") {
      message.data.push(value);
    } else if (name === "id") {
      message.id = value;
    }
  };

  return (chunk) => {
    rest += chunk;
    // A carriage return at the end may be the first half of a line end.
    const complete = rest.endsWith("\r") ? rest.slice(0, -1) : rest;
    const lines = complete.split(/\r\n|\r|\n/);
    rest = lines.pop() + (complete.length < rest.length ? "\r" : "");
    lines.forEach(read);
  };
}
