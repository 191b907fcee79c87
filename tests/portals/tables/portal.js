/* A portal's own script, of the old manner: what it shows is put into the page when it is asked for. */
(function () {
  var wanted = {};
  location.search.slice(1).split("&").forEach(function (pair) {
    var parts = pair.split("=");
    if (parts[1]) wanted[parts[0]] = decodeURIComponent(parts[1]);
  });

  function dressed(element) {
    if (wanted.theme) element.setAttribute("theme", wanted.theme);
    if (wanted.lang) element.setAttribute("lang", wanted.lang);
    return element;
  }

  var MADE = {
    photo: function () {
      var element = document.createElement("zikao-photo");
      element.setAttribute("province", "anhui");
      element.setAttribute("spec", "graduation");
      element.title = "毕业照片检查";
      return element;
    },
    package: function () {
      var element = document.createElement("zikao-package");
      element.setAttribute("province", "zhejiang");
      element.setAttribute("spec", "score-merge");
      return element;
    }
  };

  function show(name) {
    var place = document.getElementById("late");
    while (place.firstChild) place.removeChild(place.firstChild);
    place.appendChild(dressed(MADE[name]()));
    document.querySelectorAll("#tabs a").forEach(function (tab) {
      tab.className = tab.getAttribute("data-tab") === name ? "on" : "";
    });
  }

  if (wanted.theme === "dark") document.body.className = "dark";
  document.querySelectorAll("zikao-until, zikao-way, zikao-eligibility, zikao-checklist").forEach(dressed);
  document.querySelectorAll("#tabs a").forEach(function (tab) {
    tab.onclick = function () {
      show(tab.getAttribute("data-tab"));
      return false;
    };
  });
  setTimeout(function () {
    if (!document.getElementById("late").firstChild) show("photo");
  }, 300);
})();
