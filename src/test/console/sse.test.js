import assert from "node:assert/strict";
import { test } from "node:test";
import { messageParser } from "../../main/resources/console/sse.js";

const parsed = (...chunks) => {
  const messages = [];
  chunks.forEach(messageParser((message) => messages.push(message)));
  return messages;
};

test("message_in_one_chunk_is_read", () =>
  assert.deepEqual(parsed('id: 7\ndata: {"a":1}\n\n'), [{ id: "7", data: '{"a":1}' }]));

test("message_cut_anywhere_is_read_once", () => {
  const text = "id: 7\r\ndata: one\r\n\r\nid: 8\r\ndata: two\r\n\r\n";
  for (let cut = 0; cut <= text.length; cut++) {
    assert.deepEqual(parsed(text.slice(0, cut), text.slice(cut), "\n"), [
      { id: "7", data: "one" },
      { id: "8", data: "two" },
    ]);
  }
});

test("comment_is_no_message", () => assert.deepEqual(parsed(": alive\n\n"), []));

test("data_of_several_lines_is_joined", () =>
  assert.deepEqual(parsed("data: a\ndata:b\n\n"), [{ id: undefined, data: "a\nb" }]));

test("message_without_its_end_is_not_read", () => assert.deepEqual(parsed("data: a\n"), []));
