import pTimeout from 'p-timeout';

export function pointsGateway({ origin, quitting }) {
  return {
    balanceOf(member) {
      const asking = fetch(`${origin}/members/${member}`).then((res) => res.json());
      return pTimeout(asking, { milliseconds: 2000, signal: quitting });
    },
  };
}
