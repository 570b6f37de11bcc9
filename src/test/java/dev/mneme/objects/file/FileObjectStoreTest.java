package dev.mneme.objects.file;

import dev.mneme.objects.ObjectStore;
import dev.mneme.objects.ObjectStoreContract;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStoreTest extends ObjectStoreContract {
  @TempDir Path root;

  @Override
  protected ObjectStore open() {
    return new FileObjectStore(root, Clock.systemUTC());
  }
}
