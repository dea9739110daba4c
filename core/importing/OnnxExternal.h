// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that an ONNX file keeps in other files. A file that somebody hands on must not read what
// lies elsewhere on this machine: only regular files in its folder, no link on the way.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace pareidolia::onnx {

class TensorProto;

/// An open file, closed at the end.
class Descriptor
{
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    ~Descriptor();
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    int number() const { return m_number; }

private:
    int m_number = -1;
};

class ExternalData
{
public:
    /// Of a file in `folder`; of one in memory if that is empty.
    explicit ExternalData(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Puts a tensor's numbers into it, if they are in another file. Throws OnnxProblem.
    void bring(TensorProto& tensor);

private:
    void openFile(const std::string& location);

    std::filesystem::path m_folder;
    std::string m_location; ///< the file that is open: most networks have one
    Descriptor m_file;
    std::int64_t m_size = 0;
    std::int64_t m_total = 0;
};

} // namespace pareidolia::onnx
