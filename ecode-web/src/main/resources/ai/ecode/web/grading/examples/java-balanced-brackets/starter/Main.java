import java.io.BufferedReader;
import java.io.InputStreamReader;

public class Main {

    static boolean isBalanced(String line) {
        return true;
    }

    public static void main(String[] args) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(isBalanced(line) ? "balanced" : "not balanced");
        }
    }
}
