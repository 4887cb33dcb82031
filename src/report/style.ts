// The look of the page: one style sheet, light and dark, for screens of any width and for paper.

/** How many parts of the index have a color of their own. */
export const COLORS = 8;

/**
 * Okabe and Ito's colors, which people with any color vision tell apart, in an order that puts light beside dark; the ink of figures on each.
 *
 * @source Okabe and Ito (2008), Color Universal Design
 */
const PALETTE: readonly (readonly [string, string])[] = [
  ['#0072b2', '#fff'],
  ['#e69f00', '#000'],
  ['#009e73', '#000'],
  ['#cc79a7', '#000'],
  ['#56b4e9', '#000'],
  ['#d55e00', '#000'],
  ['#f0e442', '#000'],
  ['#8c8c8c', '#000'],
];

const COLOR_RULES = PALETTE.map(([color, ink], at) => `.c${at + 1}{background-color:${color};color:${ink}}`).join('\n');

/** The style sheet. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fff;--ink:#1c1e21;--soft:#5a6068;--line:#dcdfe3;--track:#eef0f2;--tick:#9aa1a9;--link:#0b5cad}
@media (prefers-color-scheme:dark){:root{--page:#15171a;--ink:#e7e9ec;--soft:#a3aab3;--line:#353a41;--track:#262a2f;--tick:#6d757f;--link:#7db7f0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:3rem}
body{margin:0 auto;max-width:76rem;padding:1.5rem 1.25rem 4rem;background:var(--page);color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.2rem;line-height:1.25;margin:2.6rem 0 .3rem}
p{margin:.3rem 0 .8rem}
a{color:var(--link)}
code{font:.86em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
small,.facts,.more,.thin,.note,caption{color:var(--soft)}
small{display:block}
.facts,.more,.note{font-size:.9rem}
.up{float:right}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.3rem .5rem;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
thead th{font-size:.82rem;font-weight:600;color:var(--soft);white-space:nowrap}
tbody th{font-weight:400}
.number{text-align:right;white-space:nowrap}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.6rem;margin:1.2rem 0}
.counts div{border:1px solid var(--line);border-radius:.4rem;padding:.5rem .75rem}
.counts dt{font-size:.82rem;color:var(--soft)}
.counts dd{margin:0;font-size:1.35rem;font-weight:600;font-variant-numeric:tabular-nums}
.methods{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:1rem 0}
.methods dt{color:var(--soft)}
.methods dd{margin:0}
.wide{overflow-x:auto}
.index .node th{font-weight:600}
.index tbody th{padding-left:calc(.4rem + 1.1rem*var(--depth))}
.rows bdi{overflow-wrap:break-word}
.cost{font-size:.78rem;color:var(--soft);border:1px solid var(--line);border-radius:.6rem;padding:0 .4rem;white-space:nowrap}
.index .swatch{margin-right:.4rem}
.legend{position:sticky;top:0;z-index:1;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;max-height:4.6rem;overflow:auto;margin:2rem 0 0;padding:.5rem 0;background:var(--page);border-bottom:1px solid var(--line);font-size:.88rem;list-style:none;white-space:nowrap}
.swatch{display:inline-block;width:.8rem;height:.8rem;border-radius:.15rem;vertical-align:-.08rem;box-shadow:inset 0 0 0 1px #0004;print-color-adjust:exact;-webkit-print-color-adjust:exact;forced-color-adjust:none}
.legend .swatch{margin-right:.4rem}
.grade{display:inline-block;min-width:1.7rem;padding:0 .4rem;border-radius:.3rem;border:1px solid var(--ink);color:var(--ink);text-align:center;white-space:nowrap;font-size:.82rem;line-height:1.35rem;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.t0{background:var(--ink);color:var(--page)}
.t1{background:color-mix(in srgb,var(--ink) 72%,var(--page));color:var(--page)}
.t2{background:color-mix(in srgb,var(--ink) 24%,var(--page));border-color:transparent}
.t3{background:color-mix(in srgb,var(--ink) 10%,var(--page));border-color:transparent}
.t4{border-color:var(--tick);font-weight:400}
.ranking .rank{width:3.2rem}
.ranking .score{font-weight:600}
.ranking th[scope=row]{font-weight:600;min-width:7rem}
.picture{width:36%}
td.picture{min-width:12rem;vertical-align:top;padding-top:.42rem}
.why{font-size:.88rem;width:30%}
.bar,.bars>div{height:1.25rem;background:var(--cuts,none),linear-gradient(var(--track),var(--track));border-radius:.15rem;overflow:hidden;print-color-adjust:exact;-webkit-print-color-adjust:exact;forced-color-adjust:none}
.bar,.bars>div{display:flex}
.bars{display:grid;grid-template-columns:repeat(auto-fit,minmax(3.2rem,1fr));gap:.25rem .4rem}
.bar i,.bars i,.bars b{flex:none;height:100%;overflow:hidden;font:600 .72rem/1.25rem system-ui,sans-serif;white-space:nowrap;text-align:center}
.bars b{padding-left:.25rem}
.bar i[class]{box-shadow:inset -1px 0 var(--page)}
i.hatched{background-image:repeating-linear-gradient(45deg,#0006 0 2px,transparent 2px 6px)}
bdi{overflow-wrap:anywhere}
.others{color:var(--soft);max-width:40rem}
summary{cursor:pointer;padding:.5rem 0;color:var(--soft)}
section.group{content-visibility:auto;contain-intrinsic-size:auto 40rem}
@media (max-width:44rem){
body{padding:1rem .8rem 3rem}
.methods{grid-template-columns:1fr;gap:0}
.methods dd{margin-bottom:.5rem}
.ranking thead,.index thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.ranking,.ranking tbody,.index,.index tbody{display:block}
.ranking tr,.index tr{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .6rem;padding:.55rem 0;border-bottom:1px solid var(--line)}
.ranking tbody th,.ranking tbody td,.index tbody th,.index tbody td{display:block;border:0;padding:0;width:auto;min-width:0}
.ranking tbody td.rank{width:auto;min-width:1.4rem}
.ranking tbody th,.index tbody th{flex:1}
.ranking tbody td:is(.picture,.why),.index tbody td:last-child{flex:1 0 100%}
.index tbody td:last-child{padding-left:calc(.4rem + 1.1rem*var(--depth))}
.index tbody th{padding-left:calc(.4rem + 1.1rem*var(--depth))}
.index .whole::after{content:" of the whole";color:var(--soft);font-size:.82rem}
}
@media print{
:root{--page:#fff;--ink:#000;--soft:#444;--line:#ccc;--track:#eee;--tick:#888;--link:#000;color-scheme:light}
html{font-size:12px}
body{max-width:none;padding:0;font-size:9.5pt}
.legend{position:static;max-height:none}
.up{display:none}
tr,.counts div{break-inside:avoid}
h2,.facts,summary{break-after:avoid}
.wide{overflow:visible}
details::details-content{content-visibility:visible;display:block}
section.group{content-visibility:visible}
a{text-decoration:none}
}
${COLOR_RULES}
`;
