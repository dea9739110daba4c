// SPDX-License-Identifier: GPL-3.0-or-later
// The committed list of operators that model files may use is what the rule gives for the LibTorch
// at hand.
#include "core/models/AllowedOperators.h"
#include "tests/core/torch/OperatorRule.h"

#include <QtTest>
#include <algorithm>
#include <string>
#include <vector>

using namespace pareidolia;

namespace {

const std::vector<std::string> committed{
#include "core/models/TensorOperators.inc"
};

} // namespace

class TestOperatorList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSorted();
    void hasAllThatPass();
    void hasNoneThatDoesNot();
    void deniesWhatMustNotRun_data();
    void deniesWhatMustNotRun();
};

void TestOperatorList::isSorted()
{
    QVERIFY(std::ranges::is_sorted(committed));
    QVERIFY(std::ranges::adjacent_find(committed) == committed.end());
}

void TestOperatorList::hasAllThatPass()
{
    const auto passing = test::namesThatPass();
    QVERIFY(passing.size() > 800);
    for (const std::string& name : passing)
        QVERIFY2(isAllowedOperator("aten::" + name), name.c_str());
}

void TestOperatorList::hasNoneThatDoesNot()
{
    const auto passing = test::namesThatPass();
    const auto known = test::allNames(); // others are another version's
    for (const std::string& name : committed)
        QVERIFY2(passing.contains(name) || !known.contains(name), name.c_str());
}

void TestOperatorList::deniesWhatMustNotRun_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"rand",
                             "rand_like",
                             "normal_",
                             "bernoulli",
                             "bernoulli_",
                             "multinomial",
                             "uniform_",
                             "empty",
                             "empty_like",
                             "empty_strided",
                             "new_empty",
                             "new_empty_strided",
                             "as_strided",
                             "as_strided_",
                             "as_strided_scatter",
                             "set_",
                             "set_data",
                             "resize_",
                             "resize_as_",
                             "from_file",
                             "save",
                             "manual_seed",
                             "hash",
                             "max_pool2d_with_indices_backward",
                             "_foreach_add",
                             "_index_put_impl_",
                             "embedding_bag",
                             "ctc_loss",
                             "lu_solve",
                             "searchsorted",
                             "mkldnn_convolution",
                             "quantize_per_tensor",
                             "to_sparse",
                             "native_group_norm"})
        QTest::newRow(name) << name;
}

void TestOperatorList::deniesWhatMustNotRun()
{
    QFETCH(QString, name);
    QVERIFY(!isAllowedOperator("aten::" + name.toStdString()));
    QVERIFY(!test::namesThatPass().contains(name.toStdString()));
}

QTEST_GUILESS_MAIN(TestOperatorList)
#include "tst_operatorlist.moc"
