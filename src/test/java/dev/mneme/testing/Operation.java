package dev.mneme.testing;

/** The verbs of an object store. */
public enum Operation {
  GET,
  GET_RANGE,
  CREATE,
  LIST,
  DELETE
}
