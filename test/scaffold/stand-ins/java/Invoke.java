import java.util.Map;

/** Calls the handler twice, as Lambda does: with an event of a schedule, and with one that it fails on. */
final class Invoke {
  public static void main(String[] arguments) {
    System.out.println("ANSWER " + new app.Handler().handle(Map.of("kind", "schedule"), null));
    try {
      new app.Handler().handle(Map.of(), null);
    } catch (IllegalArgumentException error) {
      System.out.println("THROWN");
    }
  }
}
