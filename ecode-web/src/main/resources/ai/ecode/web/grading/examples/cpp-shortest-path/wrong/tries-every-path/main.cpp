#include <iostream>
#include <string>
#include <vector>

int rows, columns, best = -1;
std::vector<std::string> grid;

void walk(int r, int c, int moves) {
    if (r < 0 || c < 0 || r >= rows || c >= columns || grid[r][c] != '.') return;
    if (r == rows - 1 && c == columns - 1) {
        if (best < 0 || moves < best) best = moves;
        return;
    }
    grid[r][c] = 'x';
    walk(r + 1, c, moves + 1);
    walk(r, c + 1, moves + 1);
    walk(r - 1, c, moves + 1);
    walk(r, c - 1, moves + 1);
    grid[r][c] = '.';
}

int main() {
    std::cin >> rows >> columns;
    grid.resize(rows);
    for (auto& row : grid) std::cin >> row;
    walk(0, 0, 0);
    std::cout << best << "\n";
}
