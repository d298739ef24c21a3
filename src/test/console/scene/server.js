import { createServer } from "node:http";
import { file, headers } from "./page.js";
import { answer } from "./routes.js";
import { Scene } from "./scene.js";

/** Sends the events from the last one that the page has seen, and then as they happen. */
function stream(scene, request, response) {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
  const send = (event) => response.write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
  response.write(": connected\n\n");
  const last = Number(request.headers["last-event-id"] ?? Infinity);
  scene.events.filter((event) => Number(event.id) > last).forEach(send);
  scene.listeners.add(send);
  const comment = setInterval(() => response.write(": alive\n\n"), 15_000);
  response.on("close", () => {
    clearInterval(comment);
    scene.listeners.delete(send);
  });
}

async function bodyOf(request) {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
  }
  return text === "" ? {} : JSON.parse(text);
}

/** A Berth whose pool is a scene. While the scene is down, it cuts every connection. */
export class SceneServer {
  /** What was asked for, for tests. */
  requests = [];
  #server;

  /** @param {Scene} scene @param {number} [port] */
  static async start(scene = new Scene(), port = 0) {
    const started = new SceneServer();
    started.scene = scene;
    started.#server = createServer((request, response) => started.#handle(request, response));
    await new Promise((resolve) => started.#server.listen(port, "127.0.0.1", resolve));
    started.url = `http://127.0.0.1:${started.#server.address().port}`;
    return started;
  }

  /** Takes the service away, with all that is connected, or brings it back. */
  setDown(down) {
    this.scene.down = down;
    if (down) {
      this.#server.closeAllConnections();
    }
  }

  stop() {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request, response) {
    if (this.scene.down) {
      request.socket.destroy();
      return;
    }
    const url = new URL(request.url, "http://127.0.0.1");
    this.requests.push(`${request.method} ${request.url}`);
    if (url.pathname.startsWith("/console/")) {
      await this.#page(url.pathname.slice("/console/".length), response);
      return;
    }
    const body = await bodyOf(request);
    const {
      status,
      headers: more = {},
      body: content,
    } = answer({ scene: this.scene, request, url, method: request.method, body });
    if (status === 200 && url.pathname === "/v2/events" && request.headers.accept === "text/event-stream") {
      stream(this.scene, request, response);
      return;
    }
    response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store", ...more });
    response.end(content === undefined ? undefined : JSON.stringify(content));
  }

  async #page(path, response) {
    const found = await file(path);
    response.writeHead(found ? 200 : 404, { ...(await headers()), "Content-Type": found?.type ?? "text/plain" });
    response.end(found?.content);
  }
}
