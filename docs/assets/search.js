// The theme searches when a key goes up; what is pasted or dictated has no keys.
document.addEventListener("input", ({ target }) => {
  if (target.matches('[data-md-component="search-query"]'))
    target.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
});
