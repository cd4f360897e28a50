/** One of the events that a server sends in the answer to a request. */
export interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/**
 * Reads `text/event-stream` as it comes, as far as E-Code writes it: events with a name and data, and comments. Ends with
 * the answer; an event that was not ended by an empty line is lost, as it is for browsers.
 */
export async function* serverEvents(response: Response): AsyncGenerator<ServerEvent> {
  const reader = response.body?.getReader();
  if (reader === undefined) {
    return;
  }
  const decoder = new TextDecoder();
  let rest = "";
  let name = "";
  let data: string[] = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
      // The last one may go on, or be the first half of a line break.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const [, field, text] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
        if (line === "" && data.length > 0) {
          yield { name, data: data.join("\n") };
        }
        if (line === "") {
          name = "";
          data = [];
        } else if (field === "event") {
          name = text ?? "";
        } else if (field === "data") {
          data.push(text ?? "");
        }
      }
      if (done) {
        return;
      }
    }
  } finally {
    // Whoever stops listening leaves.
    await reader.cancel().catch(() => undefined);
  }
}
