// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/ChampionFacts.h"

#include "core/encoding/CppnGenome.h"
#include "core/search/PixelGenome.h"
#include "ui/inspector/NetworkWords.h"

#include <QCoreApplication>
#include <cmath>

namespace pareidolia {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

QString makingOf(const Individual& individual)
{
    const Genome* genome = individual.genome.get();
    if (const auto* cppn = dynamic_cast<const CppnGenome*>(genome))
        return Words::tr("CPPN: %1.").arg(networkFacts(cppn->graph()));
    const QString pixels = Words::tr("%1 × %2 pixels")
                               .arg(individual.picture->shape.width)
                               .arg(individual.picture->shape.height);
    if (dynamic_cast<const PixelGenome*>(genome))
        return Words::tr("%1, changed by gradient ascent.").arg(pixels);
    if (!genome) // it was overtaken long ago, and only its picture was kept
        return Words::tr("%1.").arg(pixels);
    return Words::tr("%1, one gene each (direct encoding).").arg(pixels);
}

} // namespace

QString championFacts(const Champion& champion)
{
    const QString logOdds = QString::number(std::abs(champion.logOdds), 'f', 2);
    return makingOf(*champion.individual) + QLatin1Char(' ') +
           Words::tr("Log-odds %1.")
               .arg(champion.logOdds < 0 ? QStringLiteral("−") + logOdds : logOdds);
}

} // namespace pareidolia
