// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/Actions.h"

#include <QActionGroup>

namespace pareidolia {

Actions::Actions(QObject* parent) : QObject(parent)
{
    newRun = add("newRun", tr("&New…"), QKeySequence::New, tr("Choose another experiment"));
    open = add("open", tr("&Open…"), QKeySequence::Open, tr("Open a run, a network or a picture"));
    saveRun = add("saveRun", tr("Save run &as…"), QKeySequence(tr("Ctrl+Alt+A")),
                  tr("Give the run a name; every run is saved from its beginning"));
    duplicateRun = add("duplicateRun", tr("D&uplicate run"), QKeySequence(tr("Ctrl+Alt+C")),
                       tr("Make a copy of the run that goes on from here"));
    importNetwork = add("importNetwork", tr("&Import network…"), QKeySequence(tr("Ctrl+I")),
                        tr("Import your own network, from Caffe, PyTorch or ONNX"));
    networks = add("networks", tr("Net&works…"), QKeySequence(tr("Ctrl+Shift+N")),
                   tr("Show, try, evaluate, rename and remove networks; download published ones"));
    reopenTabs = add("reopenTabs", tr("&Remember open tabs"), QKeySequence(tr("Ctrl+Alt+R")),
                     tr("Open the same tabs at the next start"));
    copyPicture = add("copyPicture", tr("&Copy picture"), QKeySequence::Copy,
                      tr("Copy the inspected picture"));
    savePictures = add("savePictures", tr("&Save pictures…"), QKeySequence::Save,
                       tr("Save one, the selected or all pictures as PNG files"));
    designSheet = add("designSheet", tr("Contact s&heet…"), QKeySequence(tr("Ctrl+Shift+S")),
                      tr("Design a sheet of all pictures for a talk or a paper"));
    designCurves = add("designCurves", tr("C&urves…"), QKeySequence(tr("Ctrl+Shift+U")),
                       tr("Save the curves as a figure or as numbers"));
    designFamilyTree =
        add("designFamilyTree", tr("&Family tree…"), QKeySequence(tr("Ctrl+Shift+T")),
            tr("Save the ancestors of the champions, as a figure or for Graphviz"));
    tryNetwork = add("tryNetwork", tr("Tr&y the network"), QKeySequence(tr("Ctrl+T")),
                     tr("Draw a digit or drop a picture, and see the network's confidences"));
    exportPictures =
        add("export", tr("&Export all…"), QKeySequence(tr("Ctrl+E")),
            tr("Export every picture, a contact sheet, curves and tables into a folder"));
    closeTab = add("closeTab", tr("C&lose tab"), QKeySequence(tr("Ctrl+W")), tr("Close this tab"));
    quit = add("quit", tr("&Quit"), QKeySequence(tr("Ctrl+Q")), tr("Quit Pareidolia"));

    run = add("run", tr("&Run"), QKeySequence(Qt::Key_Space), tr("Start or pause the search"));
    step = add("step", tr("&Step"), QKeySequence(Qt::Key_Period),
               tr("Compute one generation, then pause"));
    stop = add("stop", tr("&End run"), QKeySequence(tr("Ctrl+.")),
               tr("End the run before its limits; its pictures are kept"));
    slower = add("slower", tr("S&lower"), QKeySequence(Qt::Key_Less),
                 tr("Compute fewer generations per second"));
    faster = add("faster", tr("&Faster"), QKeySequence(Qt::Key_Greater),
                 tr("Compute more generations per second"));

    earlier = add("earlier", tr("&Earlier"), QKeySequence(tr("Alt+Left")),
                  tr("Show the previous generation"));
    later =
        add("later", tr("&Later"), QKeySequence(tr("Alt+Right")), tr("Show the next generation"));
    playForwards = add("playForwardsAction", tr("Play &forwards"), QKeySequence(tr("Ctrl+P")),
                       tr("Play the run from here, or from its beginning"));
    playBackwards = add("playBackwardsAction", tr("Play &backwards"),
                        QKeySequence(tr("Ctrl+Shift+P")), tr("Play the run backwards"));
    backToNow = add("backToNowAction", tr("Back to &now"), QKeySequence(tr("Alt+End")),
                    tr("Show the latest generation"));
    branch = add("branch", tr("B&ranch…"), QKeySequence(tr("Ctrl+B")),
                 tr("Start another run from the generation that is shown"));

    filter = add("filter", tr("&Find classes"), QKeySequence::Find,
                 tr("Show only some classes: a label, a number, >0.99"));
    pinClass = add("pinClass", tr("&Pin on the curves"), QKeySequence(tr("Ctrl+D")),
                   tr("Select or deselect the inspected class: selected classes have a curve"));
    hideSelected = add("hideSelected", tr("&Hide selected classes"), QKeySequence(tr("Ctrl+H")),
                       tr("Hide the selected classes; their search continues"));
    showHidden = add("showHidden", tr("Show hi&dden classes"), QKeySequence(tr("Ctrl+Shift+H")),
                     tr("Show all classes that were hidden"));
    zoomIn = add("zoomIn", tr("&Larger pictures"), QKeySequence::ZoomIn, tr("Larger pictures"));
    zoomOut =
        add("zoomOut", tr("&Smaller pictures"), QKeySequence::ZoomOut, tr("Smaller pictures"));
    onlyPictures = add("onlyPictures", tr("&Only the pictures"), QKeySequence(Qt::Key_F9),
                       tr("Hide everything but the wall"));
    reduceMotion = add("reduceMotion", tr("Reduce &motion"), QKeySequence(tr("Ctrl+Shift+M")),
                       tr("Tiles do not glow when their pictures change"));
    projector = add("projector", tr("Proj&ector mode"), QKeySequence(Qt::Key_F11),
                    tr("Large text for projectors"));
    schemeSystem = add("schemeSystem", tr("S&ystem"), QKeySequence(tr("Ctrl+Alt+S")),
                       tr("Light or dark, as the system"));
    schemeLight =
        add("schemeLight", tr("&Light"), QKeySequence(tr("Ctrl+Alt+L")), tr("Light colours"));
    schemeDark = add("schemeDark", tr("&Dark"), QKeySequence(tr("Ctrl+Alt+D")), tr("Dark colours"));
    auto* schemes = new QActionGroup(this);
    for (QAction* scheme : {schemeSystem, schemeLight, schemeDark})
        schemes->addAction(scheme);

    shortcuts = add("shortcuts", tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_Question),
                    tr("List every shortcut"));
    // On many keyboards it is typed with Shift.
    shortcuts->setShortcuts(
        {QKeySequence(Qt::Key_Question), QKeySequence(Qt::SHIFT | Qt::Key_Question)});
    aboutExperiment = add("aboutExperiment", tr("About this e&xperiment"),
                          QKeySequence::HelpContents, tr("Explain the experiment that is shown"));
    about = add("about", tr("&About Pareidolia"), QKeySequence(tr("Ctrl+F1")),
                tr("Version and licence"));
    for (QAction* toggle : {reopenTabs, reduceMotion, projector, onlyPictures, schemeSystem,
                            schemeLight, schemeDark, aboutExperiment})
        toggle->setCheckable(true);
}

QAction* Actions::add(const char* name, const QString& text, const QKeySequence& keys,
                      const QString& tip)
{
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(keys);
    action->setToolTip(
        QStringLiteral("%1 (%2)").arg(tip, action->shortcut().toString(QKeySequence::NativeText)));
    action->setStatusTip(tip);
    m_all.push_back(action);
    return action;
}

} // namespace pareidolia
