// On paper a link to elsewhere has a number, and the page ends with the addresses. Without a script
// each address stands behind its link.
{
  const addresses = [];
  const elsewhere = '.md-content a[href^="http"]:not(.md-content__button, .page-end a)';
  for (const link of document.querySelectorAll(elsewhere)) {
    const address = link.getAttribute("href");
    if (!addresses.includes(address)) addresses.push(address);
    link.dataset.number = addresses.indexOf(address) + 1;
  }
  const list = document.createElement("ol");
  list.className = "addresses";
  list.ariaLabel = "Addresses of the links";
  for (const address of addresses) {
    list.append(Object.assign(document.createElement("li"), { textContent: address }));
  }
  if (addresses.length) document.querySelector(".md-content__inner").append(list);
}
