/** Stands in for packages that dockerode loads, and that are needed for nothing that Leakline asks of it. */
export class Client {
  constructor() {
    throw new Error('Leakline reaches a Docker engine by its socket or by TCP only.');
  }
}
