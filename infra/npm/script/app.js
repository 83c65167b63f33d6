// Every page works without this: it adds what GOV.UK Frontend's components do better with a script.
import { initAll } from "./govuk-frontend.min.js";

initAll();
