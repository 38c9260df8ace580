const percent = (net, p) => Math.round(net * (100 - p)) / 100;

export const adjustments = [
  { note: null, apply: (e, c) => ({ ...e, net: c.tier === 'gold' ? percent(e.net, 3) : e.net }) },
  { note: null, apply: (e, c) => ({ ...e, net: c.tier === 'silver' ? percent(e.net, 1) : e.net }) },
  { note: null, apply: (e, c) => ({ ...e, net: c.volume > 100 ? percent(e.net, 2) : e.net }) },
  { note: null, apply: (e, c) => ({ ...e, net: c.volume > 1000 ? percent(e.net, 2) : e.net }) },
  { note: null, apply: (e, c) => ({ ...e, net: c.prepaid ? percent(e.net, 1) : e.net }) },
  { note: null, apply: (e, c) => ({ ...e, net: c.staff ? percent(e.net, 10) : e.net }) },
  { note: null, apply: (e, c) => ({ ...e, net: c.region === 'north' ? e.net + 0.05 : e.net }) },
  { note: null, apply: (e, c) => ({ ...e, net: c.region === 'islands' ? e.net + 0.2 : e.net }) },
  { note: 'rounded', apply: (e) => ({ ...e, net: Math.round(e.net * 100) / 100 }) },
  { note: null, apply: (e) => ({ ...e, net: Math.max(e.net, 0.01) }) },
];
