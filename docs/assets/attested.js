// Opened from a disk, a folder's address shows a file listing; lead to the page inside it instead.
if (location.protocol === "file:") {
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);
}

// The theme's search dialog has no name of its own.
document.querySelector(".md-search[role=dialog]")?.setAttribute("aria-label", "Search");
