/**
 * Shows the console with a scene, without Java:
 *
 *   ./mvnw generate-resources          unpacks Lit
 *   node src/test/console/scene/main.js --accounts 40 --waiting 3 --moving --port 8090
 *
 * Then http://127.0.0.1:8090/console/ takes the API tokens `full-token`, `worker-token` and `read-token`. With
 * `--moving`, slots are taken and released, an account drops out every 20 seconds, and each minute the service is
 * down for 10 seconds.
 */
import { parseArgs } from "node:util";
import { Scene } from "./scene.js";
import { SceneServer } from "./server.js";

const { values } = parseArgs({
  options: {
    accounts: { type: "string", default: "40" },
    waiting: { type: "string", default: "0" },
    port: { type: "string", default: "8090" },
    moving: { type: "boolean", default: false },
  },
});

const scene = new Scene({ accounts: Number(values.accounts), waiting: Number(values.waiting) });
const server = await SceneServer.start(scene, Number(values.port));
console.log(`${server.url}/console/`);

if (values.moving) {
  let second = 0;
  setInterval(() => {
    second += 1;
    scene.move();
    const channels = [...scene.accounts.keys()];
    if (second % 20 === 0 && channels.length > 0) {
      scene.enter(channels[second % channels.length], "rejected");
    }
    if (second % 60 === 50 || second % 60 === 0) {
      server.setDown(second % 60 === 50);
    }
  }, 1_000);
}
