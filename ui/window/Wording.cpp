// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Wording.h"

#include "core/search/Emitter.h"
#include "ui/session/ParameterWords.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace pareidolia {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Wording", text);
}

} // namespace

QString networkOf(const std::string& model)
{
    if (model.starts_with("lenet-mnist"))
        return tr("MNIST");
    if (model.starts_with("lenet-fashion"))
        return tr("Fashion");
    if (model == "efficientnet-lite0")
        return tr("ImageNet");
    return QFileInfo(QString::fromStdString(model)).fileName();
}

QString plainWayOf(const RunSpec& spec)
{
    return wayOf(spec).section(QStringLiteral(" ("), 0, 0);
}

QString wayOf(const RunSpec& spec)
{
    const EmitterKind* kind = findEmitterKind(spec.search);
    return choiceText(kind && kind->usesEncoding ? spec.encoding : spec.search);
}

QString titleOf(const RunSpec& spec)
{
    return QStringLiteral("%1 · %2").arg(networkOf(spec.model), plainWayOf(spec));
}

QString titleOf(const RunSpec& a, const RunSpec& b)
{
    if (a.model != b.model)
        return tr("%1: two networks").arg(networkOf(a.model));
    return tr("%1: %2 against %3").arg(networkOf(a.model), plainWayOf(a), plainWayOf(b));
}

} // namespace pareidolia
