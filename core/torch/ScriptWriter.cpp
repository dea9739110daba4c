// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/ScriptWriter.h"

#include "core/torch/GraphCheck.h"
#include "core/torch/TorchFailure.h"

#include <sstream>
#include <torch/script.h>
#include <utility>

namespace pareidolia {

namespace {

namespace jit = torch::jit;

/// Sub-modules by their dotted name, made when first asked for.
class ModuleTree
{
public:
    explicit ModuleTree(const std::string& className)
        : m_className(className), m_unit(std::make_shared<jit::CompilationUnit>())
    {
        m_modules.emplace("", jit::Module(c10::QualifiedName("__torch__." + className), m_unit));
        markAsTrained(m_modules.at(""));
    }

    jit::Module& at(const std::string& path)
    {
        if (const auto found = m_modules.find(path); found != m_modules.end())
            return found->second;
        const auto [parent, name] = splitName(path);
        jit::Module child(c10::QualifiedName("__torch__." + m_className + "_" + path), m_unit);
        markAsTrained(child);
        at(parent).register_module(name, child);
        return m_modules.emplace(path, child).first->second;
    }

    /// "a.b.weight" is "weight" of "a.b".
    static std::pair<std::string, std::string> splitName(const std::string& path)
    {
        const std::size_t dot = path.rfind('.');
        if (dot == std::string::npos)
            return {"", path};
        return {path.substr(0, dot), path.substr(dot + 1)};
    }

private:
    /// Freezing asks for this attribute.
    static void markAsTrained(jit::Module& module)
    {
        module.register_attribute("training", c10::BoolType::get(), false);
    }

    std::string m_className;
    std::shared_ptr<jit::CompilationUnit> m_unit;
    std::map<std::string, jit::Module> m_modules;
};

at::Tensor makeTensor(const ScriptTensor& source)
{
    at::Tensor tensor = at::empty(source.shape, at::kFloat);
    TORCH_CHECK(static_cast<std::size_t>(tensor.numel()) == source.values.size(), source.name,
                " has ", source.values.size(), " values, but its shape needs ", tensor.numel());
    std::copy(source.values.begin(), source.values.end(), tensor.data_ptr<float>());
    return tensor;
}

void addEverything(ModuleTree& tree, const ScriptProgram& program)
{
    for (const ScriptTensor& tensor : program.tensors) {
        const auto [module, name] = ModuleTree::splitName(tensor.name);
        tree.at(module).register_parameter(name, makeTensor(tensor), false);
    }
    for (const ScriptMethods& methods : program.methods)
        tree.at(methods.module).define(methods.source);
}

Result<std::string> write(const ScriptProgram& program, bool checked)
{
    const auto work = [&]() -> Result<std::string> {
        ModuleTree tree(program.className);
        addEverything(tree, program);
        const auto refused = checked ? findRefusedOperator(tree.at("")) : std::nullopt;
        if (refused)
            return failure(program.className,
                           "it uses " + *refused + ", which no model file may use",
                           "build it from tensor operators only");
        const jit::ExtraFilesMap extraFiles(program.extraFiles.begin(), program.extraFiles.end());
        std::ostringstream stream;
        tree.at("").save(stream, extraFiles);
        return std::move(stream).str();
    };
    return withoutExceptions(program.className, "correct the network's description", work);
}

} // namespace

Result<std::string> writeScript(const ScriptProgram& program)
{
    return write(program, true);
}

Result<std::string> writeUncheckedScript(const ScriptProgram& program)
{
    return write(program, false);
}

} // namespace pareidolia
