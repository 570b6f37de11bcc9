package dev.mneme.block;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The seam to the YAML library: a text becomes {@link YamlNode nodes} that know their places, by
 * the core schema of YAML 1.2, and safely.
 *
 * <p>We take the library's events and not its object graph: events need no recursion, so that
 * depth, size and aliases are bounded while reading, and they say where everything stands.
 */
final class Yaml {
  /** The longest text that is read, in chars. */
  static final int MAX_CHARS = 1 << 20;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setLabel("frontmatter").setCodePointLimit(MAX_CHARS + 1).build();

  private Yaml() {}

  /** Reads a text as one YAML document. */
  static YamlResult parse(String text) {
    if (text.length() > MAX_CHARS) {
      return new YamlResult.Refused(
          0, "longer than %s characters".formatted(Shown.count(MAX_CHARS)));
    }
    try {
      var events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
      return new YamlComposer(text, events).document();
    } catch (YamlComposer.RefusedException e) {
      return new YamlResult.Refused(e.line(), e.problem());
    } catch (MarkedYamlEngineException e) {
      return new YamlResult.Refused(lineOf(e), problemOf(e));
    } catch (YamlEngineException e) {
      return new YamlResult.Refused(0, "a character that YAML does not allow");
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // The library lets some escapes through to Integer.parseInt ("\UFFFFFFFF"). Whatever a text
      // makes it stumble over, the text is at fault and not the server.
      return new YamlResult.Refused(0, "an escape that YAML does not allow");
    }
  }

  private static int lineOf(MarkedYamlEngineException e) {
    return e.getProblemMark().map(Mark::getLine).orElse(0);
  }

  /** Without the library's snippet of the text, which may be long or not fit to be shown. */
  private static String problemOf(MarkedYamlEngineException e) {
    return Optional.ofNullable(e.getProblem()).map(Shown::of).orElse("not YAML");
  }
}
