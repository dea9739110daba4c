// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torch/BareForward.h"
#include "core/torch/MachineLimit.h"

#include <QtTest>

using namespace pareidolia;

class TestMachineLimit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatIsAddedUp();
    void multipliesMatrices();
    void runsWithoutThought();

private:
    static Result<ModelFile> leNet()
    {
        return ModelFile::open(PAREIDOLIA_SOURCE "/resources/models/lenet-mnist.pt");
    }
};

void TestMachineLimit::countsWhatIsAddedUp()
{
    const auto file = leNet();
    QVERIFY(file.has_value());
    const auto count = multiplyAddsOf(*file);
    QVERIFY2(count.has_value(), count ? "" : count.error().sentence().c_str());
    const double first = 20 * 24 * 24 * 5 * 5, second = 50 * 8 * 8 * 20 * 5 * 5;
    QCOMPARE(*count, first + second + 800 * 500 + 500 * 10);
}

void TestMachineLimit::multipliesMatrices()
{
    const double side = 2048;
    QVERIFY(sgemmMultiplyAddsPerSecond(1, 0) > side * side * side / 60); // a product a minute
}

void TestMachineLimit::runsWithoutThought()
{
    const auto file = leNet();
    QVERIFY(file.has_value());
    const auto naive = naiveForward(*file);
    QVERIFY2(naive.has_value(), naive ? "" : naive.error().sentence().c_str());
    QVERIFY((*naive)(0) > 1);
}

QTEST_GUILESS_MAIN(TestMachineLimit)
#include "tst_machinelimit.moc"
