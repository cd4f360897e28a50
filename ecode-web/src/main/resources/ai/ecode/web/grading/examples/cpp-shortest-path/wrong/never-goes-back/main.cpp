#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

// Goes right and down only.
int main() {
    int rows, columns;
    std::cin >> rows >> columns;
    std::vector<std::string> grid(rows);
    for (auto& row : grid) std::cin >> row;
    std::vector<std::vector<int>> moves(rows, std::vector<int>(columns, 1 << 29));
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < columns; c++) {
            if (r == 0 && c == 0) moves[r][c] = 0;
            else if (grid[r][c] == '.')
                moves[r][c] = 1 + std::min(r ? moves[r - 1][c] : 1 << 29, c ? moves[r][c - 1] : 1 << 29);
        }
    int answer = moves[rows - 1][columns - 1];
    std::cout << (answer >= 1 << 29 ? -1 : answer) << "\n";
}
