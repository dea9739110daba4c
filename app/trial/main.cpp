// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openvino/NetworkTrial.h"

int main(int count, char** arguments)
{
    return pareidolia::beTrial({arguments, static_cast<std::size_t>(count)});
}
