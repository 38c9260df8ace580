import { config } from 'chai';

/** A failed assertion shows the whole value: what the command line said is most of what there is to understand it by. */
config.truncateThreshold = 0;
