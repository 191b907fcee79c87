/* A portal's own script: hands the wishes of its reader on to the places, before they are filled. */
(function () {
  location.search.slice(1).split("&").forEach(function (pair) {
    var parts = pair.split("=");
    if (!parts[1]) return;
    document.querySelectorAll("[data-zikao], [data-check]").forEach(function (place) {
      place.setAttribute("data-" + parts[0], parts[1]);
    });
    if (pair === "theme=dark") document.body.className = "dark";
  });
})();
