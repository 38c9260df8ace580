export function createTrail({ service, write, level = 'info' }) {
  const root = new Trail({ service }, write, level);
  return root;
}

class Trail {
  constructor(fields, write, level) {
    this.fields = fields;
    this.write = write;
    this.level = level;
    this.branches = [];
  }

  about(fields) {
    const branch = new Trail({ ...this.fields, ...fields }, this.write, this.level);
    this.branches.push(branch);
    return branch;
  }

  setLevel(level) {
    this.level = level;
    for (const branch of this.branches) branch.setLevel(level);
  }

  note(what, more) {
    if (this.level !== 'off') this.write({ at: Date.now(), what, ...this.fields, ...more });
  }
}
