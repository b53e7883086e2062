import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** Runs the tests of the named classes. */
public final class RunTests {
  public static void main(String[] names) throws Exception {
    int count = 0;
    for (String name : names) {
      Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      for (Method method : Class.forName(name).getDeclaredMethods()) {
        if (!method.isAnnotationPresent(Test.class)) continue;
        method.setAccessible(true);
        method.invoke(constructor.newInstance());
        count++;
      }
    }
    System.out.println(count + " tests passed");
  }
}
