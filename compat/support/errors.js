import assert from 'node:assert/strict';

const CLASSES = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  422: 'UnprocessableEntityError',
  501: 'InternalServerError',
  503: 'InternalServerError',
};

/**
 * Asserts that a call is refused with a status, in the class that the client has for it, and that
 * its sentence says what it should.
 */
export async function refused(call, status, detail = /\w/) {
  await assert.rejects(call, (error) => {
    assert.equal(error.status, status, error.message);
    assert.equal(error.constructor.name, CLASSES[status]);
    assert.match(sentence(error), detail);
    return true;
  });
}

/** The `detail` that the client has parsed out of an error's body. */
export function sentence(error) {
  return String(error.error?.detail);
}
