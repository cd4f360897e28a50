#include <iostream>
#include <string>
#include <vector>

int main() {
    int rows, columns;
    std::cin >> rows >> columns;
    std::vector<std::string> grid(rows);
    for (auto& row : grid) std::cin >> row;
    std::cout << -1 << "\n";
}
