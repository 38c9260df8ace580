const NAMES = ['Aller', 'Bode', 'Chiem', 'Diemel', 'Eder', 'Fulda', 'Gera', 'Havel', 'Ilm', 'Jagst'];

export function regionsOf() {
  return NAMES.map((name, i) => ({ name, lat: 47 + i * 0.7, lon: 7 + i * 0.6, area: 1200 + i * 310 }));
}

/** The outline of an area: as many points as the precision of the survey has. */
export function shape(code, region, points = 1440) {
  const radius = 0.2 + (Number(code) % 13) / 100;
  return Array.from({ length: points }, (_, i) => {
    const angle = (i / points) * 2 * Math.PI;
    return [region.lat + Math.sin(angle) * radius, region.lon + Math.cos(angle) * radius];
  });
}
