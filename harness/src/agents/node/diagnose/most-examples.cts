/** Of one origin. */
const mostExamples = { details: 5, ports: 50 } as const;

export = mostExamples;
