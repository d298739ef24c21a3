package berth.dev.discord;

import berth.dev.discord.behaviour.Behaviours;
import java.util.stream.Collectors;

/** A page that controls the simulated Discord by the same routes as {@code curl} would. */
final class ControlPage {

  private ControlPage() {}

  static String html() {
    return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <meta name="color-scheme" content="light dark">
        <title>Simulated Discord</title>
        <style>
          body { font: 15px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
          form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end }
          label { display: grid }
          pre { padding: 1rem; border: 1px solid; white-space: pre-wrap }
        </style>
        <h1>Simulated Discord</h1>
        <form>
          <label>User, or nothing for all <input id="user" placeholder="1"></label>
          <label>Behaviour <select id="behaviour">%s</select></label>
          <button value="PUT">Behave so</button>
          <button value="DELETE">As before</button>
        </form>
        <p id="done" role="status"></p>
        <h2>What it does, and how often it was asked</h2>
        <pre id="state"></pre>
        <script>
          const byId = (id) => document.getElementById(id);
          document.forms[0].onsubmit = async (event) => {
            event.preventDefault();
            const user = byId("user").value.trim();
            const path = user === "" ? "/control/all" : "/control/users/" + encodeURIComponent(user);
            const method = event.submitter.value;
            const body = method === "PUT" ? byId("behaviour").value : undefined;
            byId("done").textContent = await (await fetch(path, { method, body })).text();
          };
          const show = async () =>
            (byId("state").textContent = JSON.stringify(await (await fetch("/control")).json(), null, 2));
          show();
          setInterval(() => document.hidden || show(), 1000);
        </script>
        </html>
        """
        .formatted(
            Behaviours.names().stream()
                .map(name -> "<option>" + name + "</option>")
                .collect(Collectors.joining()));
  }
}
