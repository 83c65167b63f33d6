// Runs before anything is drawn, so that what a script will hide is never seen
// to jump. A file of its own because the content policy allows nothing inline.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
