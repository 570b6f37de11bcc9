/**
 * The description of the REST surface: OpenAPI 3.1, written by hand in the resources under {@code
 * openapi/}, and a page made of it. It stands beside the endpoints and knows none of them; a test
 * holds the two together.
 */
@NullMarked
package dev.mneme.http.docs;

import org.jspecify.annotations.NullMarked;
