#include <array>
#include <iostream>
#include <queue>
#include <string>
#include <utility>
#include <vector>

int main() {
    int rows, columns;
    std::cin >> rows >> columns;
    std::vector<std::string> grid(rows);
    for (auto& row : grid) std::cin >> row;
    std::vector<std::vector<int>> moves(rows, std::vector<int>(columns, -1));
    std::queue<std::pair<int, int>> next;
    if (grid[0][0] == '.') {
        moves[0][0] = 0;
        next.push({0, 0});
    }
    constexpr std::array<std::pair<int, int>, 4> steps{{{0, 1}, {1, 0}, {0, -1}, {-1, 0}}};
    while (!next.empty()) {
        auto [row, column] = next.front();
        next.pop();
        for (auto [down, right] : steps) {
            int r = row + down, c = column + right;
            if (r >= 0 && r < rows && c >= 0 && c < columns && grid[r][c] == '.' && moves[r][c] < 0) {
                moves[r][c] = moves[row][column] + 1;
                next.push({r, c});
            }
        }
    }
    std::cout << moves[rows - 1][columns - 1] << "\n";
}
