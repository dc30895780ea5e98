// Opened from a disk, a folder's address shows a file listing; lead to the page inside it instead.
if (location.protocol === "file:") {
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);
}
