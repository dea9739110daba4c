// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the names that the rule lets pass, together with those in the given list that the LibTorch
// at hand does not have: `make_operator_list core/models/TensorOperators.inc > new` keeps a list
// right for several versions.
#include "tests/core/torch/OperatorRule.h"

#include <fstream>
#include <iostream>

int main(int argc, char** argv)
{
    std::set<std::string> names = pareidolia::test::namesThatPass();
    const std::set<std::string> known = pareidolia::test::allNames();
    std::ifstream list(argc > 1 ? argv[1] : "");
    for (std::string line; std::getline(list, line);)
        if (line.size() > 3 && line[0] == '"')
            if (const std::string name = line.substr(1, line.size() - 3); known.count(name) == 0)
                names.insert(name);
    for (const std::string& name : names)
        std::cout << '"' << name << "\",\n";
}
