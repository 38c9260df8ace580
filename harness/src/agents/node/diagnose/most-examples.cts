/** How many examples of one origin are kept. */
const mostExamples = { details: 5, ports: 50 } as const;

export = mostExamples;
