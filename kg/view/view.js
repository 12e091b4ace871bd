"use strict";
// All text of the graph reaches the page as text nodes or as strokes on the canvas, never as markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    edgesOf.get(edge.from).push(edge);
    if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
  }
  const KIND = { organization: "نهاد", person: "شخص", event: "رویداد", figure: "رقم", place: "مکان" };
  const GROUPS = [
    ["post", "سمت‌ها"], ["relation", "روابط"], ["participation", "رویدادها و شرکت‌کنندگان"], ["place", "محل"],
    ["figure", "رقم‌ها"], ["part", "اجزا و کل"],
  ];
  const OWN = { statement: "گفته‌ها", post: "سمت‌ها", event: "شرح رویداد", figure: "رقم" };
  const READABLE = 0.42;
  const hidden = new Set();
  const state = { node: null, edge: null, hoverNode: null, hoverEdge: null, whole: false };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const persian = (value) => Number(value).toLocaleString("fa-IR");

  // The same folding as kg.names.fold.
  const LETTERS = {
    "ي": "ی", "ى": "ی", "ې": "ی", "ئ": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و",
  };
  const digit = (char) => {
    const code = char.codePointAt(0);
    for (const zero of [0x660, 0x6f0]) if (code >= zero && code < zero + 10) return String(code - zero);
    return char;
  };
  const fold = (text) => {
    const plain = Array.from(text.normalize("NFKC"), (char) => LETTERS[char] ?? char).join("").toLowerCase();
    return Array.from(plain.replace(/[^\p{L}\p{N}]/gu, ""), (char) => digit(LETTERS[char] ?? char)).join("");
  };

  function el(tag, properties, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (name === "class") element.className = value;
      else if (name === "click") element.addEventListener("click", value);
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  // --- drawing -------------------------------------------------------------------------------------------------------

  const colour = Object.create(null);
  function readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["ink", "quiet", "accent", "surface", "stage", "halo", "edge", "mark", "organization", "person", "event", "figure",
      "place", "post", "relation", "participation", "part"]) colour[name] = style.getPropertyValue(`--${name}`).trim();
  }

  const near = () => {
    if (state.edge !== null) {
      const edge = edges.get(state.edge);
      return { nodes: new Set([edge.from, edge.to]), edges: new Set([edge.id]) };
    }
    if (state.node === null || state.whole) return null;
    const around = edgesOf.get(state.node);
    return { nodes: new Set([state.node, ...around.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(around.map((edge) => edge.id)) };
  };

  const drawnNode = (node, lit) => ({
    id: node.id, x: node.x, y: node.y, shape: node.shape, size: node.size, hidden: hidden.has(node.kind),
    opacity: lit && !lit.nodes.has(node.id) ? 0.28 : 1, borderWidth: node.about ? 3 : 1.5,
    color: {
      background: colour[node.kind], border: node.about ? colour.ink : colour.stage,
      highlight: { background: colour[node.kind], border: colour.ink }, hover: { background: colour[node.kind], border: colour.ink },
    },
  });
  const drawnEdge = (edge, lit) => ({
    id: edge.id, from: edge.from, to: edge.to, smooth: edge.smooth, width: 1.6 + Math.min(Math.log2(edge.facts.length), 4) * 0.7,
    hidden: hidden.has(nodes.get(edge.from).kind) || hidden.has(nodes.get(edge.to).kind),
    color: {
      color: colour[edge.kind] || colour.edge, highlight: colour.accent, hover: colour.accent, inherit: false,
      opacity: lit && !lit.edges.has(edge.id) ? 0.22 : 0.95,
    },
    dashes: edge.kind === "part" || edge.kind === "figure" ? [5, 4] : false,
  });

  readColours();
  const stage = byId("network");
  // The places are made for a wide screen; a tall one gets them turned.
  if (stage.clientHeight > stage.clientWidth * 1.1) for (const node of data.nodes) [node.x, node.y] = [-node.y, node.x];
  const nodeSet = new vis.DataSet(data.nodes.map((node) => drawnNode(node, null)));
  const edgeSet = new vis.DataSet(data.edges.map((edge) => drawnEdge(edge, null)));
  const network = new vis.Network(stage, { nodes: nodeSet, edges: edgeSet }, data.options);

  function paint() {
    const lit = near();
    nodeSet.update(data.nodes.map((node) => drawnNode(node, lit)));
    edgeSet.update(data.edges.map((edge) => drawnEdge(edge, lit)));
  }
  // Unlike the library's own fit, this leaves room for the labels, which keep their size on the screen.
  const bounds = () => {
    const shown = data.nodes.filter((node) => !hidden.has(node.kind));
    const ends = (values) => [Math.min(...values), Math.max(...values)];
    return shown.length ? [ends(shown.map((node) => node.x)), ends(shown.map((node) => node.y))] : [[0, 0], [0, 0]];
  };
  function fit() {
    const [[left, right], [top, bottom]] = bounds();
    const aside = Math.min(80, stage.clientWidth * 0.12);
    const scale = Math.min((stage.clientWidth - 2 * aside) / Math.max(right - left, 1), (stage.clientHeight - 130) / Math.max(bottom - top, 1), 1.15);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 10 / scale }, scale, animation: false });
  }
  // Where the whole would be too small to read, the page opens on its middle: the node asked for, or the most connected.
  function open() {
    fit();
    if (!order.length || network.getScale() >= READABLE) return;
    const within = (value, [low, high], length) => {
      const half = length / READABLE / 2 - 80 / READABLE;
      return high - low < 2 * half ? (low + high) / 2 : Math.min(Math.max(value, low + half), high - half);
    };
    const [across, down] = bounds();
    const position = { x: within(order[0].x, across, stage.clientWidth), y: within(order[0].y, down, stage.clientHeight) };
    network.moveTo({ position, scale: READABLE, animation: false });
  }
  const moveTo = (id) => network.focus(id, {
    scale: Math.max(network.getScale(), 0.9), animation: still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" },
  });

  // --- labels: greedy by importance, never over each other or over a node ------------------------------------------------

  const FONT = '"Vazirmatn", "Noto Naskh Arabic", Tahoma, sans-serif';
  const widths = new Map();
  const width = (ctx, text, size, weight) => {
    const key = `${weight}${text}`;
    if (!widths.has(key)) {
      ctx.font = `${weight} 100px ${FONT}`;
      widths.set(key, ctx.measureText(text).width / 100);
    }
    return widths.get(key) * size;
  };
  const order = [...data.nodes].sort((a, b) => b.about - a.about || b.weight - a.weight);

  function write(ctx, rows, x, y, size, weight, ink, alpha) {
    ctx.font = `${weight} ${size}px ${FONT}`;
    ctx.globalAlpha = alpha;
    ctx.lineWidth = 4;
    ctx.lineJoin = "round";
    ctx.strokeStyle = colour.halo;
    ctx.fillStyle = ink;
    rows.forEach((row, at) => {
      const line = y + (at + 0.5) * size * 1.45;
      ctx.strokeText(row, x, line);
      ctx.fillText(row, x, line);
    });
  }

  // Whether the line between two points meets a box (Liang and Barsky, 1984).
  function crosses(x1, y1, x2, y2, box) {
    let enter = 0, leave = 1;
    for (const [step, room] of [[x1 - x2, x1 - box.left], [x2 - x1, box.right - x1], [y1 - y2, y1 - box.top], [y2 - y1, box.bottom - y1]]) {
      if (step === 0 && room < 0) return false;
      if (step < 0) enter = Math.max(enter, room / step);
      if (step > 0) leave = Math.min(leave, room / step);
    }
    return enter < leave;
  }

  function drawLabels(ctx) {
    const matrix = ctx.getTransform();
    const scale = network.getScale();
    const ratio = matrix.a / scale;
    const screen = (x, y) => [(matrix.a * x + matrix.e) / ratio, (matrix.d * y + matrix.f) / ratio];
    const wide = ctx.canvas.width / ratio, tall = ctx.canvas.height / ratio;
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.direction = "rtl";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const lit = near();
    const taken = [];
    // A much better connected node may write over a lesser one's mark (never over a label) rather than go without its name.
    const clash = (box, own, weight = 0) => taken.some((other) => other.id !== own && !(other.weight * 3 < weight) && box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
    const seen = order.filter((node) => !hidden.has(node.kind)).map((node) => {
      const [x, y] = screen(...Object.values(network.getPosition(node.id)));
      return { node, x, y, radius: node.size * scale };
    }).filter(({ x, y }) => x > -150 && x < wide + 150 && y > -80 && y < tall + 80);
    for (const { node, x, y, radius } of seen) taken.push({ id: node.id, weight: node.weight, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    const at = new Map(seen.map((place) => [place.node.id, place]));
    const rank = ({ node }) => (node.id === state.node || node.id === state.hoverNode ? 2 : lit?.nodes.has(node.id) ? 1 : 0);
    seen.sort((a, b) => rank(b) - rank(a));
    let written = 0;
    const size = Math.max(11.5, Math.min(13.5 * Math.max(scale, 0.85), 17));
    for (const { node, x, y, radius } of seen) {
      const rows = node.label.split("\n");
      const weight = node.about || node.id === state.node || node.weight >= 6 ? 700 : 500;
      const half = Math.max(...rows.map((row) => width(ctx, row, size, weight))) / 2 + 3;
      const height = rows.length * size * 1.45;
      const boxAt = (left, top) => ({ id: null, left, right: left + 2 * half, top, bottom: top + height });
      const below = boxAt(x - half, y + radius + 3);
      const choices = [below, boxAt(x - half, y - radius - 3 - height), boxAt(x + radius + 4, y - height / 2), boxAt(x - radius - 4 - 2 * half, y - height / 2)];
      const must = node.id === state.node || node.id === state.hoverNode;
      const crossings = (choice) => edgesOf.get(node.id).filter((edge) => {
        const end = at.get(edge.from === node.id ? edge.to : edge.from);
        return end && crosses(x, y, end.x, end.y, choice);
      }).length;
      const free = choices.filter((choice) => !clash(choice, node.id));
      const [box = must ? below : null] = (free.length ? free : choices.filter((choice) => !clash(choice, node.id, node.weight)))
        .map((choice) => [choice, crossings(choice) + (choice.left < 0 || choice.top < 0 || choice.right > wide || choice.bottom > tall ? 50 : 0)]).sort((a, b) => a[1] - b[1]).map(([choice]) => choice);
      if (!box) continue;
      taken.push(box);
      write(ctx, rows, box.left + half, box.top, size, weight, colour.ink, lit && !lit.nodes.has(node.id) ? 0.4 : 1);
      written += 1;
    }
    drawEdgeLabels(ctx, { scale, screen, clash, taken, lit });
    ctx.restore();
    document.documentElement.dataset.labels = String(written);
  }

  function pointOf(edge, at) {
    const drawn = network.body.edges[edge.id];
    if (drawn?.edgeType && drawn.connected) return drawn.edgeType.getPoint(at);
    const from = network.getPosition(edge.from), to = network.getPosition(edge.to);
    return { x: from.x + (to.x - from.x) * at, y: from.y + (to.y - from.y) * at };
  }

  function drawEdgeLabels(ctx, { scale, screen, clash, taken, lit }) {
    const wanted = (edge) => edge.id === state.edge || edge.id === state.hoverEdge ? 2 : lit?.edges.has(edge.id) ? 1 : 0;
    const shown = data.edges.filter((edge) => wanted(edge) || (!lit && scale >= 0.45))
      .filter((edge) => !hidden.has(nodes.get(edge.from).kind) && !hidden.has(nodes.get(edge.to).kind))
      .sort((a, b) => wanted(b) - wanted(a) || b.facts.length - a.facts.length);
    const size = Math.max(10.5, Math.min(11.5 * scale, 14));
    for (const edge of shown) {
      const text = edge.facts.length > 1 ? `${edge.label} ×${persian(edge.facts.length)}` : edge.label;
      const half = width(ctx, text, size, 400) / 2 + 2;
      for (const at of [0.5, 0.4, 0.6, 0.3, 0.7]) {
        const point = pointOf(edge, at);
        const [x, y] = screen(point.x, point.y);
        const box = { id: null, left: x - half, right: x + half, top: y - size * 0.75, bottom: y + size * 0.75 };
        if (wanted(edge) < 2 && clash(box)) continue;
        taken.push(box);
        write(ctx, [text], x, y - size * 0.725, size, 400, wanted(edge) ? colour.accent : colour.quiet, 1);
        break;
      }
    }
  }
  network.on("afterDrawing", drawLabels);

  // --- panel -----------------------------------------------------------------------------------------------------------

  const nameOf = (id) => nodes.get(id).names[0];
  const go = (id) => el("button", { type: "button", class: "go", dir: "auto", click: () => choose(id, { move: true }) }, nameOf(id));

  function marked(fact) {
    const letters = Array.from(data.sentences[fact.s]);
    if (!fact.focus) return [letters.join("")];
    const [start, end] = fact.focus;
    return [letters.slice(0, start).join(""), el("mark", null, letters.slice(start, end).join("")), letters.slice(end).join("")];
  }

  function evidence(fact) {
    const article = data.articles[fact.a];
    const headline = article.headline || article.url;
    const source = headline && article.url
      ? el("a", { href: article.url, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, headline)
      : el("span", { dir: "auto" }, headline);
    const rest = [article.day, `اطمینان ${persian(Math.round(fact.score * 100))}٪`].filter(Boolean).join(" · ");
    return el("blockquote", null, el("p", { dir: "auto" }, ...marked(fact)), el("footer", null, source, el("br"), rest));
  }
  const times = (facts) => {
    const all = [...new Set(facts.map((fact) => fact.time).filter(Boolean))];
    return all.length ? el("p", { class: "time" }, (facts[0].kind === "post" ? "بر پایه خبر " : "") + all.join("؛ ")) : null;
  };
  function folded(facts) {
    const count = facts.length > 1 ? `جمله‌های سند (${persian(facts.length)})` : "جمله سند";
    return el("details", null, el("summary", null, count), ...facts.map(evidence));
  }

  function line(edge, id) {
    const facts = edge.facts.map((at) => data.facts[at]);
    const away = edge.from === id;
    const label = el("b", { dir: "auto" }, edge.words);
    const words = edge.kind === "relation" && !away ? [go(edge.from), " — ", label, " — ", nameOf(id)]
      : [label, ": ", go(away ? edge.to : edge.from)];
    return el("div", { class: "fact" }, el("p", null, ...words), times(facts), folded(facts));
  }

  const group = (title, items) => items.length ? [el("h3", null, title), ...items] : [];

  function nodePanel(id) {
    const node = nodes.get(id);
    const own = node.facts.map((at) => data.facts[at]);
    const others = node.names.slice(1);
    const isFact = own.some((fact) => fact.kind === "event" || fact.kind === "figure");
    return [
      el("span", { class: `tag ${node.kind}` }, KIND[node.kind]), el("h2", { dir: "auto" }, node.names[0]),
      others.length ? el("p", { class: "names" }, "نام‌های دیگر: ", ...others.flatMap((name, at) => [at ? "، " : "", el("bdi", null, name)])) : "",
      ...(isFact ? own.map(evidence) : []),
      ...GROUPS.flatMap(([kind, title]) => group(title, edgesOf.get(id).filter((edge) => edge.kind === kind).map((edge) => line(edge, id)))),
      ...Object.entries(OWN).flatMap(([kind, title]) => group(title, isFact ? [] : own.filter((fact) => fact.kind === kind)
        .map((fact) => el("div", { class: "fact" }, el("p", { dir: "auto" }, fact.label), times([fact]), folded([fact]))))),
    ];
  }

  function edgePanel(id) {
    const edge = edges.get(id);
    const facts = edge.facts.map((at) => data.facts[at]);
    return [
      el("div", { class: "triple" }, go(edge.from), el("span", { class: "label", dir: "auto" }, edge.words), go(edge.to)),
      times(facts) ?? "", el("h3", null, facts.length > 1 ? `جمله‌های سند (${persian(facts.length)})` : "جمله سند"), ...facts.map(evidence),
    ];
  }

  const hint = byId("panel").firstElementChild;
  const first = order.filter((node) => node.kind !== "figure").slice(0, 8);
  const opening = () => [hint, el("h3", null, "پرپیوندترین‌ها"), el("ol", { class: "first" }, ...first.map((node) => el("li", null, go(node.id),
    el("small", { class: "number" }, ` ${persian(node.weight)} پیوند`))))];
  function choose(id, { edge = false, move = false, focus = false, whole = false } = {}) {
    state.node = edge ? null : id;
    state.edge = edge ? id : null;
    state.whole = whole;
    const none = id === null;
    byId("panel").replaceChildren(...(none ? opening() : edge ? edgePanel(id) : nodePanel(id)));
    byId("panel").scrollTop = 0;
    if (!none && !edge && hidden.has(nodes.get(id).kind)) byId("legend").querySelector(`[name="${nodes.get(id).kind}"]`).click();
    paint();
    if (none) network.unselectAll();
    else network.setSelection({ nodes: edge ? [] : [id], edges: edge ? [id] : [] }, { highlightEdges: false });
    if (move && !none) moveTo(id);
    if (focus) byId("panel").focus();
  }
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) choose(node);
    else choose(edge ?? null, { edge: edge !== undefined });
  });

  // --- tooltip ---------------------------------------------------------------------------------------------------------

  const tip = byId("tip");
  function showTip({ event }, ...content) {
    tip.replaceChildren(...content);
    tip.hidden = false;
    const { clientX, clientY } = event.center ? { clientX: event.center.x, clientY: event.center.y } : event;
    const { offsetWidth, offsetHeight } = tip;
    tip.style.left = `${Math.max(8, Math.min(clientX + 14, innerWidth - offsetWidth - 8))}px`;
    tip.style.top = `${clientY + 18 + offsetHeight > innerHeight ? Math.max(8, clientY - offsetHeight - 12) : clientY + 18}px`;
  }
  const hideTip = () => { tip.hidden = true; };
  network.on("hoverNode", (params) => {
    state.hoverNode = params.node;
    const node = nodes.get(params.node);
    showTip(params, el("b", { dir: "auto" }, node.names[0]), el("span", { class: `tag ${node.kind}` }, KIND[node.kind]));
  });
  network.on("hoverEdge", (params) => {
    state.hoverEdge = params.edge;
    const edge = edges.get(params.edge);
    const more = edge.facts.length > 1 ? ` (یکی از ${persian(edge.facts.length)} جمله)` : "";
    showTip(params, el("b", { dir: "auto" }, edge.words + more), el("span", { dir: "auto" }, ...marked(data.facts[edge.facts[0]])));
  });
  network.on("blurNode", () => { state.hoverNode = null; hideTip(); });
  network.on("blurEdge", () => { state.hoverEdge = null; hideTip(); });
  network.on("dragStart", hideTip);
  network.on("zoom", hideTip);
  stage.addEventListener("pointerleave", hideTip);

  // --- search, legend, zoom ----------------------------------------------------------------------------------------------

  const query = byId("query"), found = byId("found");
  function search() {
    const wanted = fold(query.value);
    const hits = !wanted ? [] : data.nodes
      .map((node) => ({ node, at: Math.min(...node.keys.map((key) => key.indexOf(wanted)).map((at) => (at < 0 ? Infinity : at))) }))
      .filter(({ at }) => at < Infinity)
      .sort((a, b) => (a.at > 0) - (b.at > 0) || b.node.weight - a.node.weight)
      .slice(0, 12);
    const pick = (id) => { close(); choose(id, { move: true, focus: true }); };
    found.replaceChildren(...hits.map(({ node }) => el("li", null, el("button", { type: "button", dir: "auto", click: () => pick(node.id) },
      node.names[0], " ", el("small", null, KIND[node.kind])))));
    if (wanted && !hits.length) found.append(el("li", { class: "none" }, "نامی پیدا نشد."));
    found.hidden = !wanted;
    query.setAttribute("aria-expanded", String(!found.hidden));
  }
  function close() {
    found.hidden = true;
    query.setAttribute("aria-expanded", "false");
  }
  query.addEventListener("input", search);
  query.addEventListener("focus", search);
  query.parentElement.addEventListener("keydown", (event) => {
    const stops = [query, ...found.querySelectorAll("button")];
    const here = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && stops[here + step]) { event.preventDefault(); stops[here + step].focus(); }
    if (event.key === "Enter" && here === 0 && stops[1]) { event.preventDefault(); stops[1].click(); }
    if (event.key === "Escape") { query.focus(); close(); }
  });
  document.addEventListener("pointerdown", (event) => { if (!query.parentElement.contains(event.target)) close(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && found.hidden) choose(null); });

  byId("legend").addEventListener("change", ({ target }) => {
    if (target.checked) hidden.delete(target.name);
    else hidden.add(target.name);
    paint();
  });
  const zoomBy = (factor) => network.moveTo({ scale: network.getScale() * factor });
  byId("nearer").addEventListener("click", () => zoomBy(1.3));
  byId("farther").addEventListener("click", () => zoomBy(1 / 1.3));
  byId("whole").addEventListener("click", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); paint(); });

  const table = byId("table");
  table.open = false;
  // On paper the table is the page.
  addEventListener("beforeprint", () => { table.open = true; });
  addEventListener("afterprint", () => { table.open = false; });
  const start = data.nodes.find((node) => node.about);
  document.fonts.load(`500 14px ${FONT}`, "پ").finally(() => {
    widths.clear();
    requestAnimationFrame(() => {
      choose(start?.id ?? null, { whole: true });
      // The panel has taken its room: only now is the size of the stage what the picture must fit.
      network.setSize("100%", "100%");
      open();
      network.once("afterDrawing", () => { document.documentElement.dataset.ready = "yes"; });
      network.redraw();
    });
  });
  globalThis.peyvand = Object.freeze({ network, choose, fold });
})();
