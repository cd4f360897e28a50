import java.util.Scanner;

public class Main {
    public static void main(String[] args) {
        var in = new Scanner(System.in);
        while (in.hasNextLine()) {
            int round = 0, square = 0, curly = 0;
            for (char c : in.nextLine().toCharArray()) {
                switch (c) {
                    case '(' -> round++;
                    case ')' -> round--;
                    case '[' -> square++;
                    case ']' -> square--;
                    case '{' -> curly++;
                    case '}' -> curly--;
                    default -> {}
                }
            }
            System.out.println(round == 0 && square == 0 && curly == 0 ? "balanced" : "not balanced");
        }
    }
}
