# Sourced by mneme, dev and .ci/run: finds a JDK 25 and a Maven. POSIX sh.

# Whether a folder is a JDK 25. Its release file says so without starting a JVM.
is_jdk25() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null
}

# The folder of the JDK whose javac is on the PATH, through all symbolic links.
jdk_on_path() {
  javac=$(command -v javac) || return 1
  while [ -L "$javac" ]; do
    target=$(readlink "$javac")
    case $target in
      /*) javac=$target ;;
      *) javac=$(dirname "$javac")/$target ;;
    esac
  done
  dirname "$(dirname "$javac")"
}

# Prints the folder of a JDK 25, or fails.
find_jdk25() {
  for jdk in "${JAVA_HOME:-}" "$(jdk_on_path)" \
    /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.jbang/cache/jdks/* "$HOME"/.gradle/jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$jdk" ] && is_jdk25 "$jdk"; then
      printf '%s\n' "$jdk"
      return 0
    fi
  done
  return 1
}

# Sets JAVA_HOME to a JDK 25, or ends with one sentence. Maven itself runs on it too, because the
# formatter needs Java 21 or later.
require_jdk25() {
  if ! JAVA_HOME=$(find_jdk25); then
    echo "${0##*/}: no JDK 25 found. Install one (https://adoptium.net/temurin/releases/?version=25) or set JAVA_HOME to it." >&2
    exit 69
  fi
  # Maven's own libraries do what JDK 25 warns of; the warnings are not about us.
  MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}"
  export JAVA_HOME MAVEN_OPTS
}

# Prints the Maven to use in the project $1: the installed one if it is new enough, else the wrapper,
# which downloads one.
find_maven() {
  version=$(mvn -v 2>/dev/null | sed -n 's/^.*Apache Maven \([0-9][0-9.]*\).*$/\1/p' | head -n 1)
  case $version in
    3.8.[7-9] | 3.8.[1-9][0-9] | 3.9 | 3.9.* | 3.[1-9][0-9]* | 4.*) echo mvn ;;
    *) printf '%s\n' "$1/mvnw" ;;
  esac
}
