import { begin } from "./console.js";
import "./components/app.js";

begin();
