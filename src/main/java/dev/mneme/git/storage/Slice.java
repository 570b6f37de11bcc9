package dev.mneme.git.storage;

import dev.mneme.objects.ObjectKey;

/** A run of bytes inside an object of the store. */
record Slice(ObjectKey object, long offset, long length) {}
