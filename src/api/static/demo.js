// The demo page: example questions go to the widget through its public methods only.
const chat = document.querySelector("aicc-chat");
const titles = { ko: "AICC 은행 고객센터", en: "AICC Bank help centre" };

function speak(language) {
  document.documentElement.lang = language;
  chat.setAttribute("lang", language);
  document.title = titles[language];
  for (const button of document.querySelectorAll("[data-lang]")) {
    button.setAttribute("aria-pressed", String(button.dataset.lang === language));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { lang, ask, open } = button.dataset;
  if (lang) {
    speak(lang);
    history.replaceState(null, "", `?lang=${lang}`);
  }
  if (ask !== undefined || open !== undefined) chat.open();
  if (ask !== undefined) chat.send(ask);
});

speak(new URLSearchParams(location.search).get("lang") === "en" ? "en" : "ko");
