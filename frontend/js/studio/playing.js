// The button that tries the ways of a diagram: its parts are fetched when somebody presses it.

const styles = (address) =>
  new Promise((done, failed) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    link.addEventListener("load", done);
    link.addEventListener("error", failed);
    document.head.append(link);
  });

export function playing({ addresses, language }, drawing) {
  const place = document.querySelector("[data-play]");
  const stage = place.querySelector("[data-stage]");
  let loaded;
  let stop;

  place.querySelector("[data-stop]").addEventListener("click", () => {
    stop?.();
    stop = undefined;
    place.hidden = true;
    document.querySelector("[data-do=play]").focus();
  });

  return async () => {
    loaded ??= styles(addresses.simulationStyles);
    const [{ play }] = await Promise.all([import(addresses.simulation), loaded]);
    place.hidden = false;
    stop = await play(stage, await drawing(), language);
    place.querySelector("[data-stop]").focus();
  };
}
