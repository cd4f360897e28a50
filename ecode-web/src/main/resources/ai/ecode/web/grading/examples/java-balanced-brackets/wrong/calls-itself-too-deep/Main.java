import java.util.Scanner;

public class Main {

    private static int at;

    private static boolean rest(String line, char end) {
        while (at < line.length()) {
            char c = line.charAt(at++);
            int kind = "([{".indexOf(c);
            if (kind >= 0) {
                if (!rest(line, ")]}".charAt(kind))) return false;
            } else if (")]}".indexOf(c) >= 0) {
                return c == end;
            }
        }
        return end == 0;
    }

    public static void main(String[] args) {
        var in = new Scanner(System.in);
        while (in.hasNextLine()) {
            at = 0;
            System.out.println(rest(in.nextLine(), (char) 0) ? "balanced" : "not balanced");
        }
    }
}
