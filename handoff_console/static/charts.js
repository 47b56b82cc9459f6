// Draws each chart from the table beside it: the table is the truth, the chart another look at it. Without this file,
// and for who does not see, the table says the same.
"use strict";
(() => {
  const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const colours = () => ({
    line: style("--ds-color-accent-base-default"),
    band: style("--ds-color-accent-surface-tinted"),
    ink: style("--ds-color-neutral-text-default"),
    quiet: style("--ds-color-neutral-text-subtle"),
    rule: style("--ds-color-neutral-border-subtle"),
    warn: style("--ds-color-danger-base-default"),
    ground: style("--ds-color-neutral-background-default"),
  });

  const told = (node) => JSON.parse(node.dataset.chart);

  // The content security policy lets no style element in; the stylesheet has these rules.
  const without = (svg) => {
    for (const each of svg.querySelectorAll("style")) each.remove();
    svg.setAttribute("aria-hidden", "true");
    svg.removeAttribute("aria-label");
    return svg;
  };

  const written = (unit, lang) => {
    const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
    if (unit === "share") return (value) => `${number.format(value * 100)}\u00a0%`;
    if (unit === "seconds") {
      return (value) => (value < 120 ? `${number.format(value)}\u00a0s` : `${number.format(value / 60)}\u00a0min`);
    }
    return (value) => number.format(value);
  };

  // A trend: what is usual as a band, the middle, the target, the points; signals are ringed besides being red.
  function trend(node, chart) {
    const lang = document.documentElement.lang, tint = colours(), write = written(chart.unit, lang);
    // By place, not by name: a year has a week of the same number as the last.
    const points = chart.points.map((each, at) => ({ ...each, at })), some = points.filter((each) => each.value !== null);
    const low = Math.min(...some.flatMap((each) => [each.value, each.low ?? each.value]), chart.target ?? Infinity);
    const high = Math.max(...some.flatMap((each) => [each.value, each.high ?? each.value]), chart.target ?? -Infinity);
    const room = (high - low || Math.abs(high) || 1) * 0.08;
    const every = Math.ceil(points.length / Math.max(3, Math.floor(node.clientWidth / 80)));
    return Plot.plot({
      width: node.clientWidth, height: Math.round(Math.min(340, Math.max(200, node.clientWidth * 0.3))),
      marginLeft: 60, marginBottom: 28, marginRight: 12,
      x: { type: "point", domain: points.map((each) => each.at), ticks: points.map((each) => each.at).filter((at) => at % every === 0), tickFormat: (at) => points[at].label, label: null, tickSize: 0 },
      y: { domain: [Math.max(0, low - room), chart.unit === "share" ? Math.min(1, high + room) : high + room], tickFormat: write, ticks: 5, label: null, tickSize: 0, nice: true },
      marks: [
        Plot.gridY({ stroke: tint.rule, strokeOpacity: 1, ticks: 5 }),
        Plot.areaY(points.filter((each) => each.low !== null), { x: "at", y1: "low", y2: "high", fill: tint.band, curve: "linear" }),
        chart.middle === null ? null : Plot.ruleY([chart.middle], { stroke: tint.quiet }),
        chart.target === null ? null : Plot.ruleY([chart.target], { stroke: tint.ink, strokeWidth: 1.5, strokeDasharray: "6 4" }),
        Plot.lineY(points, { x: "at", y: "value", stroke: tint.line, strokeWidth: 2 }),
        Plot.dot(some, { x: "at", y: "value", fill: tint.line, r: points.length > 60 ? 1.5 : 3 }),
        Plot.dot(some.filter((each) => each.signal), { x: "at", y: "value", stroke: tint.warn, strokeWidth: 2.5, r: 8 }),
        Plot.tip(some, Plot.pointerX({ x: "at", y: "value", title: "tip", fill: tint.ground, stroke: tint.rule, textPadding: 10 })),
      ],
    });
  }

  // Parts side by side: a dot each with its interval, the target across.
  function parts(node, chart) {
    const lang = document.documentElement.lang, tint = colours(), write = written(chart.unit, lang);
    const some = chart.points.filter((each) => each.value !== null);
    const longest = Math.max(...some.map((each) => each.label.length), 8);
    return Plot.plot({
      width: node.clientWidth, height: 34 + 30 * some.length, marginLeft: Math.min(260, 20 + longest * 7.2), marginBottom: 30, marginRight: 24,
      x: { tickFormat: write, ticks: 5, label: null, tickSize: 0, nice: true, ...(chart.unit === "share" ? {} : { zero: true }) },
      y: { domain: some.map((each) => each.label), label: null, tickSize: 0 },
      marks: [
        Plot.gridX({ stroke: tint.rule, strokeOpacity: 1, ticks: 5 }),
        chart.target === null ? null : Plot.ruleX([chart.target], { stroke: tint.ink, strokeWidth: 1.5, strokeDasharray: "6 4" }),
        Plot.ruleY(some.filter((each) => each.low !== null), { y: "label", x1: "low", x2: "high", stroke: tint.quiet, strokeWidth: 2 }),
        Plot.dot(some, { y: "label", x: "value", fill: tint.line, r: 5 }),
        Plot.tip(some, Plot.pointerY({ y: "label", x: "value", title: "tip", fill: tint.ground, stroke: tint.rule, textPadding: 10 })),
      ],
    });
  }

  // A year: what has come by the end of each month, the plan dashed, and what the year is expected to come to.
  function plan(node, chart) {
    const lang = document.documentElement.lang, tint = colours(), write = written(chart.unit, lang);
    const points = chart.points, come = points.filter((each) => each.value !== null), last = points[points.length - 1];
    const every = Math.ceil(points.length / Math.max(3, Math.floor(node.clientWidth / 80)));
    const ahead = [{ label: come[come.length - 1].label, value: come[come.length - 1].value }, { label: last.label, value: last.expected }];
    return Plot.plot({
      width: node.clientWidth, height: Math.round(Math.min(300, Math.max(200, node.clientWidth * 0.4))),
      marginLeft: 68, marginBottom: 28, marginRight: 16,
      x: { type: "point", domain: points.map((each) => each.label), ticks: points.filter((_, at) => at % every === 0).map((each) => each.label), label: null, tickSize: 0 },
      y: { zero: true, tickFormat: write, ticks: 5, label: null, tickSize: 0, nice: true },
      marks: [
        Plot.gridY({ stroke: tint.rule, strokeOpacity: 1, ticks: 5 }),
        Plot.lineY(points, { x: "label", y: "plan", stroke: tint.ink, strokeWidth: 1.5, strokeDasharray: "6 4" }),
        Plot.lineY(ahead, { x: "label", y: "value", stroke: tint.quiet, strokeWidth: 1.5, strokeDasharray: "2 4" }),
        last.low === null ? null : Plot.ruleX([last], { x: "label", y1: "low", y2: "high", stroke: tint.line, strokeWidth: 14, strokeOpacity: 0.35 }),
        Plot.dot([last], { x: "label", y: "expected", stroke: tint.line, fill: tint.ground, strokeWidth: 2, r: 3 }),
        Plot.lineY(come, { x: "label", y: "value", stroke: tint.line, strokeWidth: 2 }),
        Plot.dot(come, { x: "label", y: "value", fill: tint.line, r: 3 }),
        Plot.tip(points, Plot.pointerX({ x: "label", y: (each) => each.value ?? each.plan, title: "tip", fill: tint.ground, stroke: tint.rule, textPadding: 10 })),
      ],
    });
  }

  // How many over time, from nought; a gap where there were few, a line across where something was changed.
  function counts(node, chart) {
    const tint = colours(), number = new Intl.NumberFormat(document.documentElement.lang);
    const some = chart.points.filter((each) => each.value !== null);
    const every = Math.ceil(chart.points.length / Math.max(2, Math.floor(node.clientWidth / 90)));
    return Plot.plot({
      width: node.clientWidth, height: 130, marginLeft: 44, marginTop: 10, marginBottom: 24, marginRight: 20,
      x: { type: "point", domain: chart.points.map((each) => each.label), ticks: chart.points.filter((_, at) => at % every === 0).map((each) => each.label), label: null, tickSize: 0 },
      y: { zero: true, nice: true, ticks: 3, tickFormat: (value) => (Number.isInteger(value) ? number.format(value) : ""), label: null, tickSize: 0 },
      marks: [
        Plot.gridY({ stroke: tint.rule, strokeOpacity: 1, ticks: 3 }),
        chart.mark ? Plot.ruleX([chart.mark], { stroke: tint.ink, strokeWidth: 1.5, strokeDasharray: "6 4" }) : null,
        Plot.lineY(chart.points, { x: "label", y: "value", stroke: tint.line, strokeWidth: 2 }),
        Plot.dot(some, { x: "label", y: "value", fill: tint.line, r: 2.5 }),
        Plot.tip(chart.points, Plot.pointerX({ x: "label", y: (each) => each.value ?? 0, title: "tip", fill: tint.ground, stroke: tint.rule, textPadding: 10 })),
      ],
    });
  }

  const KINDS = { trend, parts, counts, plan };

  function draw(node) {
    const chart = told(node);
    if (!node.clientWidth || !chart.points.some((each) => each.value !== null)) return;
    node.replaceChildren(without(KINDS[chart.kind](node, chart)));
  }

  const all = () => document.querySelectorAll("[data-chart]");
  const drawAll = () => { for (const node of all()) draw(node); };
  let due = 0;
  const soon = () => { cancelAnimationFrame(due); due = requestAnimationFrame(drawAll); };
  document.addEventListener("DOMContentLoaded", drawAll);
  document.addEventListener("htmx:after:swap", soon);
  document.addEventListener("kontakt:theme", soon);
  addEventListener("resize", soon);
  addEventListener("beforeprint", drawAll);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
})();
