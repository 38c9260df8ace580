import { takeSpool } from 'spool-file';

export function ledgerExporter(source) {
  return {
    async month(account, month) {
      const spool = takeSpool(`${account}-${month}.csv`);
      const entries = await source(account, month);
      spool.append('date;text;cents\n');
      if (entries.length === 0) {
        return { account, month, bytes: spool.size(), entries: 0 };
      }
      for (const e of entries) spool.append(`${e.date};${e.text};${e.cents}\n`);
      const summary = { account, month, bytes: spool.size(), entries: entries.length };
      spool.surrender();
      return summary;
    },
  };
}
